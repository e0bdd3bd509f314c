"""Every claim of the curriculum, computed here and now [claims]."""

from collections.abc import Sequence

from sgdlab.teaching.curriculum import claims_of, notebooks, title


def claims(numbers: Sequence[str] = ()) -> int:
    """Run the notebooks (all, or those with these two digits) and list their claims; 1 where one does not hold."""
    chosen = [path for path in notebooks() if not numbers or path.name[:2] in numbers]
    unknown = set(numbers) - {path.name[:2] for path in chosen}
    if unknown:
        have = ", ".join(path.name[:2] for path in notebooks())
        raise ValueError(f"there is no notebook {', '.join(sorted(unknown))}; there are {have}")
    total = failed = 0
    for path in chosen:
        made = claims_of(path)
        print(f"{path.name[:2]} {title(path)}: {len(made)} claims")
        for one in made:
            print(f"  {one!r}")
        total += len(made)
        failed += sum(not one.holds for one in made)
    print(f"{total} claims in {len(chosen)} notebook{'' if len(chosen) == 1 else 's'}; {failed or 'none'} fails")
    return int(failed > 0)

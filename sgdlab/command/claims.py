"""Compute every claim of the curriculum on this machine [claims]."""

from collections.abc import Sequence

from sgdlab.course.curriculum import claims_of, notebooks, title
from sgdlab.quantities import count


def claims(numbers: Sequence[str] = ()) -> int:
    """Run the notebooks (all, or those with these two-digit numbers) and list their claims; return 1 if one fails."""
    asked = {number.zfill(2): number for number in numbers}
    chosen = [path for path in notebooks() if not asked or path.name[:2] in asked]
    unknown = [typed for number, typed in asked.items() if number not in {path.name[:2] for path in chosen}]
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
    many = f"{failed} fail" if failed > 1 else f"{failed or 'none'} fails"
    print(f"{count(total, 'claim')} in {count(len(chosen), 'notebook')}; {many}")
    return int(failed > 0)

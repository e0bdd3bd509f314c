"""Make a link that gives everybody in a class the notebooks on a JupyterHub [link]."""

from urllib.parse import urlencode, urlsplit

FIRST = "00_three_jobs_one_sentence.ipynb"


def link(hub: str, repository: str, branch: str = "main") -> str:
    """Return an nbgitpuller link that clones the repository for everyone who opens it, and shows the first notebook.

    hub: the hub's address; it needs nbgitpuller, and sgdlab in its environment.  Errors: ValueError if the hub or the
    repository is not a web address, or the repository has no name.  Source: nbgitpuller's documentation, "link format".
    """
    for name, address in (("hub", hub), ("repository", repository)):
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
            raise ValueError(f"the {name} is a web address, such as https://example.org; got {address!r}")
    folder = urlsplit(repository).path.rstrip("/").rpartition("/")[2].removesuffix(".git")
    if not folder:
        raise ValueError(f"the address of the repository ends with its name, as in …/sgdlab.git; got {repository!r}")
    words = {"repo": repository, "branch": branch, "urlpath": f"lab/tree/{folder}/notebooks/{FIRST}"}
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(words)}"

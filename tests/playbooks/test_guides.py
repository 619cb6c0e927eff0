WALKED: tuple[str, ...] = ()

"""P11: people, how it is safe to reach them, their needs, and who may speak for them."""

MENU = (
    (40, "People", "people:list", "people.see"),
    (80, "Bring in files", "people:import", "people.import"),
)

"""Is this a complaint? What a person answers; and requests for service, kept apart from it."""

MENU = ((40, "Requests", "recognising:requests", "service.review"),)

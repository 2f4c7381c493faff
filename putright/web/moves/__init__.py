"""Moving home: the routes, the request, the decision with its reasons, a stay for now."""

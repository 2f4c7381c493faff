"""What would put it right: redress bands, amounts and the orders an ombudsman may make."""

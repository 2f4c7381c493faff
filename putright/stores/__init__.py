"""What is kept: five small applications of tables, stacked so that foreign keys point down."""

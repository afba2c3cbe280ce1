"""Tables, transactions and every line of SQL. Takes and returns plain values; decides nothing about who may."""

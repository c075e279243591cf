"""The demonstration portal: Belgium, built from facts, drawn and translated by hand."""

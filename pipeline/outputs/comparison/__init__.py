"""The views of a comparison: dyads, targets, coverage, workbook, page, picture, flow."""

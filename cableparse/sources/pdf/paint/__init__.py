"""What a page paints, and the picture that it makes: glyphs, areas, boxes, ink."""

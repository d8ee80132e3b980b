// The portal works without this file; it adds suggestions while typing and kept drafts.

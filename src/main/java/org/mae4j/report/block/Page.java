package org.mae4j.report.block;

import java.util.List;

/**
 * A page with headed sections.
 *
 * @param title in the window and above all
 * @param lead what it shows, in a sentence
 */
public record Page(String title, String lead, List<Section> sections) {

  /**
   * A part of the page that can be jumped to.
   *
   * @param id of the place, unique in the page
   * @param note what is to be known of the figures
   */
  public record Section(String id, String heading, String note, List<ReportBlock> parts) {
    public Section {
      parts = List.copyOf(parts);
    }
  }

  public Page {
    sections = sections.stream().filter(section -> !section.parts().isEmpty()).toList();
  }
}

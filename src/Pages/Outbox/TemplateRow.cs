namespace Evenhand.Pages.Outbox;

/// <summary>A template, as its line in the list shows it.</summary>
/// <param name="Name">Which.</param>
/// <param name="Origin">Where its text is from.</param>
/// <param name="By">Who worded it here; null for nobody, or no person.</param>
/// <param name="Written">When; null where it is not worded here.</param>
public sealed record TemplateRow(
    TemplateName Name,
    TemplateOrigin Origin,
    string? By,
    DateTimeOffset? Written
);

/// <summary>Where the text of a template is from; what comes later stands before what comes sooner.</summary>
public enum TemplateOrigin
{
    /// <summary>The program has it.</summary>
    Own,

    /// <summary>A file of the folder that the server was started with.</summary>
    File,

    /// <summary>It was worded in the console.</summary>
    Console,
}

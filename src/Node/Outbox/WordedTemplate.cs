using Evenhand.Core.Time;

namespace Evenhand.Node.Outbox;

/// <summary>A template of letters that somebody worded anew.</summary>
/// <param name="Path">Which, as a file of the folder is named without its ending.</param>
/// <param name="Revision">How often it was worded; whoever words it again names the one that it goes on from.</param>
/// <param name="Text">The whole text.</param>
/// <param name="By">The person who wrote it last; null for no person.</param>
/// <param name="Written">When.</param>
public sealed record WordedTemplate(
    string Path,
    int Revision,
    string Text,
    string? By,
    Moment Written
);

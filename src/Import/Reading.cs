namespace Evenhand.Import;

internal enum ReadingKind
{
    Nothing,
    Text,
    Literal,
    Skip,
    Bad,
}

/// <summary>What a map makes of one value of a row: a JSON string, a JSON literal, nothing, leave the row out, or a fault.</summary>
internal readonly record struct Reading(ReadingKind Kind, string Content)
{
    public static readonly Reading Nothing = new(ReadingKind.Nothing, "");

    /// <summary>Leave the row out; whoever knows why says so with <see cref="Because"/>.</summary>
    public static readonly Reading Skip = new(ReadingKind.Skip, "");

    public static Reading Text(string text) => new(ReadingKind.Text, text);

    /// <summary>A number, <c>true</c> or <c>false</c>, as JSON writes it.</summary>
    public static Reading Literal(string json) => new(ReadingKind.Literal, json);

    public static Reading Bad(string reason) => new(ReadingKind.Bad, reason);

    /// <summary>The same, and why, if it leaves the row out and does not say why yet.</summary>
    public Reading Because(string reason) =>
        this is { Kind: ReadingKind.Skip, Content: "" } ? this with { Content = reason } : this;
}

namespace Evenhand.Node.Stored;

/// <summary>A statement of reasons in one language, byte for byte as it was made.</summary>
/// <param name="Language">The tag of the language (BCP 47).</param>
/// <param name="Text">As plain text.</param>
/// <param name="Html">As a page.</param>
public sealed record ReasonsTranslation(
    string Language,
    ReadOnlyMemory<byte> Text,
    ReadOnlyMemory<byte> Html
);

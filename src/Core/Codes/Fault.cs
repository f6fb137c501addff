namespace Evenhand.Core.Codes;

/// <summary>
/// Why something is no good, or found nothing to act on, without a word of how it is put: <c>src/Wording</c> makes the sentence.
/// </summary>
/// <param name="Code">What programs branch on.</param>
/// <param name="Kind">What it is in particular.</param>
/// <param name="Name">The name or the value that is at fault; empty where the kind says all.</param>
/// <param name="Of">What it is of, or where it stands.</param>
/// <param name="Wanted">What there is, or what would be right.</param>
public sealed record Fault(
    Code Code,
    FaultKind Kind,
    string Name = "",
    string Of = "",
    string Wanted = ""
)
{
    /// <summary>The name that nobody knows, where it is a matter of names.</summary>
    public string? Unknown { get; init; }

    /// <summary>The name that was probably meant; null where none is near. Shells look for it.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>A fault that is none of the core's: of a shell, or one that was put in words and stored.</summary>
    /// <param name="code">What programs branch on.</param>
    /// <param name="words">A sentence, without its full stop, that says what is wrong here and what would be right.</param>
    public static Fault Told(Code code, string words) => new(code, FaultKind.Told, words);

    /// <summary>An event that was kept and found nothing to act on.</summary>
    public static Fault Unmatched(FaultKind kind, string name = "", string of = "") =>
        new(Code.Unmatched, kind, name, of);

    /// <summary>What cannot be read.</summary>
    public static Fault Malformed(
        FaultKind kind,
        string name = "",
        string of = "",
        string wanted = ""
    ) => new(Code.Malformed, kind, name, of, wanted);
}

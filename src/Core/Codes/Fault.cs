namespace Evenhand.Core.Codes;

/// <summary>What is wrong: for programs, and for people.</summary>
/// <param name="Code">What programs branch on.</param>
/// <param name="Detail">A sentence, without its full stop, that says what is wrong here and what would be right.</param>
public readonly record struct Fault(Code Code, string Detail)
{
    /// <summary>The name that nobody knows, where it is a matter of names.</summary>
    public string? Unknown { get; init; }

    /// <summary>The name that was probably meant; null where none is near. Shells look for it.</summary>
    public string? DidYouMean { get; init; }
}

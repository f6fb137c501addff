namespace Evenhand.Core.Codes;

/// <summary>What is wrong: for programs, and for people.</summary>
/// <param name="Code">What programs branch on.</param>
/// <param name="Detail">A sentence, without its full stop, that says what is wrong here and what would be right.</param>
/// <param name="DidYouMean">The name that was probably meant; null where none is near, or where it is no matter of names.</param>
public readonly record struct Fault(Code Code, string Detail, string? DidYouMean = null);

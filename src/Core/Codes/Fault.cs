namespace Evenhand.Core.Codes;

/// <summary>What is wrong: for programs, and for people.</summary>
/// <param name="Code">What programs branch on.</param>
/// <param name="Detail">A sentence, without its full stop, that says what is wrong here and what would be right.</param>
public readonly record struct Fault(Code Code, string Detail);

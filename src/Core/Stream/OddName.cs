namespace Evenhand.Core.Stream;

/// <summary>A name that the catalogue does not know.</summary>
/// <param name="Kind">What it is the name of.</param>
/// <param name="Name">The name; shortened where it is long.</param>
/// <param name="Type">The event type in whose events it stood; empty where it is itself one.</param>
public readonly record struct OddName(OddNameKind Kind, string Name, string Type);

/// <summary>What an unknown name is the name of.</summary>
public enum OddNameKind
{
    /// <summary>An event type.</summary>
    Type,

    /// <summary>A field.</summary>
    Field,

    /// <summary>An attribute beside the data that looks like data.</summary>
    Attribute,

    /// <summary>All those that are not remembered one by one.</summary>
    Other,
}

namespace Evenhand.Stores.Targets;

/// <summary>A file as a provider tells it.</summary>
internal interface IFarFile
{
    /// <summary>How many bytes it has; below zero where that is not told.</summary>
    long Bytes { get; }

    /// <summary>The checksum that the provider made of it; null where none is told.</summary>
    string? Hash { get; }
}

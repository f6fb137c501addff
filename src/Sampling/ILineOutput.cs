namespace Evenhand.Sampling;

/// <summary>Where lines go, one after the other.</summary>
internal interface ILineOutput
{
    /// <summary>Takes a line with its line feed; a leaf is one that may be left out.</summary>
    void Write(ReadOnlySpan<byte> line, bool leaf);

    /// <summary>No line follows.</summary>
    void Complete();
}

using System.IO.Compression;

namespace Evenhand.Tests.Node;

/// <summary>The streams of the acceptance cases.</summary>
internal static class ServedCase
{
    public static string[] Lines(string name)
    {
        var plain = RepositoryFile.PathOf($"tests/Cases/{name}.ndjson");
        using Stream stream = File.Exists(plain)
            ? File.OpenRead(plain)
            : new GZipStream(File.OpenRead($"{plain}.gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

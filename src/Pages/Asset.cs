using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Evenhand.Pages;

/// <summary>A file that pages refer to. Its address changes with its content, so that a browser may keep it for ever.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Media">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record Asset(string Name, string Media, ReadOnlyMemory<byte> Content)
{
    private const string Folder = "/assets/";

    /// <summary>The start of a hash that is enough to tell editions of a file apart.</summary>
    private const int Mark = 12;

    /// <summary>The looks of every page.</summary>
    public static readonly Asset Looks = Load("evenhand.css", "text/css");

    /// <summary>What asks a browser for a passkey, in two pages.</summary>
    public static readonly Asset Passkeys = Load("passkeys.js", "text/javascript");

    /// <summary>What puts a fragment in place of another and leaves what is the same: idiomorph 0.8.0.</summary>
    public static readonly Asset Morph = Load("idiomorph.js", "text/javascript");

    /// <summary>What keeps figures up while somebody looks.</summary>
    public static readonly Asset Live = Load("live.js", "text/javascript");

    /// <summary>What draws the one interactive chart: uPlot 1.6.32.</summary>
    public static readonly Asset Plot = Load("uplot.js", "text/javascript");

    /// <summary>Its looks.</summary>
    public static readonly Asset PlotLooks = Load("uplot.css", "text/css");

    /// <summary>What gives it a page's figures.</summary>
    public static readonly Asset Chart = Load("chart.js", "text/javascript");

    private static readonly FrozenDictionary<string, Asset> All = new[]
    {
        Looks,
        Passkeys,
        Morph,
        Live,
        Plot,
        PlotLooks,
        Chart,
    }.ToFrozenDictionary(each => each.Name);

    /// <summary>Its address, from the server's root.</summary>
    public string Address { get; } =
        $"{Folder}{Name}?{Convert.ToHexStringLower(SHA256.HashData(Content.Span))[..Mark]}";

    /// <summary>The file of a name; null where there is none.</summary>
    public static Asset? Find(string name) => All.GetValueOrDefault(name);

    private static Asset Load(string name, string media)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(name, media, content);
    }
}

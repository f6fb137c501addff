using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Evenhand.Stores.Targets;

/// <summary>
/// The name of a copy at a target: the thing's own where that is harmless everywhere, else one that reads like it, with a part of its
/// hash. It is never a path, never hidden, never reserved, as long as file systems take, and no two things share one, not even where
/// large and small letters are the same.
/// </summary>
public readonly record struct TargetName
{
    private const int MostPlain = 120;
    private const int HashDigits = 24;
    private const string Harmless = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string HarmlessInside = Harmless + "-_.";

    private readonly string? text;

    private TargetName(string text) => this.text = text;

    /// <summary>The name of a thing's copy.</summary>
    /// <param name="thing">The thing's name, whatever its customer wrote.</param>
    public static TargetName Of(string thing)
    {
        ArgumentNullException.ThrowIfNull(thing);
        if (IsHarmless(thing))
            return new TargetName(thing);
        var plain = new StringBuilder(MostPlain);
        foreach (var each in thing.Take(MostPlain).Select(each => char.ToLower(each, Invariant)))
            plain.Append(HarmlessInside.Contains(each) ? each : '_');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(thing)));
        return new TargetName($"{plain.ToString().Trim('.', '-', '_')}~{hash[..HashDigits]}");
    }

    /// <summary>The name of a copy whose thing's own is that of another thing's copy, which may be there no more.</summary>
    /// <param name="thing">The thing's name.</param>
    /// <param name="sha256">The SHA-256 of its bytes, hexadecimal.</param>
    public static TargetName Of(string thing, string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        return Of($"{thing}~{sha256}");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        text ?? throw new InvalidOperationException("a copy has a name");

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    /// <summary>Whether a name may stand as it is. Some systems reserve names of three and four characters, whatever ends them.</summary>
    private static bool IsHarmless(string thing) =>
        thing.Length is > 4 and <= MostPlain
        && Harmless.Contains(thing[0])
        && Harmless.Contains(thing[^1])
        && thing.All(HarmlessInside.Contains)
        && !thing.Contains("..", StringComparison.Ordinal)
        && thing.IndexOf('.') is -1 or > 4;
}

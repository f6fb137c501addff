using System.Globalization;

namespace Evenhand.Import;

/// <summary>
/// Which version of each record is the latest, found in a pass over all files before anything is written. Keeps a hash
/// and a number for each key, not the records.
/// </summary>
internal sealed class Versions
{
    private readonly Dictionary<UInt128, (long Ordinal, string Version)> latest = [];

    /// <summary>Notes a version of a record: the <paramref name="ordinal"/>-th row of all.</summary>
    public void Add(UInt128 key, long ordinal, string version)
    {
        if (!latest.TryGetValue(key, out var known) || !IsLater(known.Version, version))
            latest[key] = (ordinal, version);
    }

    public bool IsLatest(UInt128 key, long ordinal) => latest[key].Ordinal == ordinal;

    /// <summary>Whether one version is later than another: as numbers where both are, else as texts, such as times are.</summary>
    private static bool IsLater(string left, string right) =>
        IsNumber(left, out var first) && IsNumber(right, out var second)
            ? first > second
            : string.CompareOrdinal(left, right) > 0;

    private static bool IsNumber(string text, out decimal number) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number
        );
}

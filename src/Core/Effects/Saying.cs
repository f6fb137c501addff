using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>
/// What makes something that is said the same as what was said before: by clause, series and cycle, and by how far the
/// series has come. The instant takes no part, for a fold done anew may say it at another.
/// </summary>
/// <param name="Clause">The slug of the clause; of a statement the policy.</param>
/// <param name="Series">What kind of thing; of a case with whose it is, of thresholds with how much is included.</param>
/// <param name="Cycle">The first instant of the cycle.</param>
/// <param name="Level">
/// The how-manieth of its series, from 1; of thresholds the hundredths. It only rises. A case is the only one of its series, and a
/// summary has its place among those of its clause: neither has to be counted.
/// </param>
public readonly record struct Saying(string Clause, string Series, Moment Cycle, long Level)
{
    private const int Bytes = 12;
    private const string CaseWord = "case";
    private const string ShareWord = "share";
    private const string Of = " of ";

    /// <summary>Without the level: whatever has it is of one series.</summary>
    public (string Clause, string Series, Moment Cycle) Key => (Clause, Series, Cycle);

    /// <summary>The series of cases: whose they are takes part, where a limit goes by a key.</summary>
    public static string SeriesOfCase(string? whose) =>
        whose is null ? CaseWord : CaseWord + Of + whose;

    /// <summary>The series of thresholds: how much is included takes part.</summary>
    public static string SeriesOfShares(string included, string meter) =>
        string.Join(' ', ShareWord + Of + included, meter);

    /// <summary>Whether a series is one of cases.</summary>
    public static bool IsOfCases(string series) =>
        series == CaseWord || series.StartsWith(CaseWord + Of, StringComparison.Ordinal);

    /// <summary>The series of what is told of a step as it comes into a state.</summary>
    public static string SeriesOfStep(string step, string state) => $"step:{step}:{state}";

    /// <summary>The id, 24 hexadecimal digits; of no use to find the parts again, so that none leaks into an address.</summary>
    public string Id(AccountId account)
    {
        var parts = string.Create(
            CultureInfo.InvariantCulture,
            $"{account}\n{Clause}\n{Series}\n{Cycle.Ticks}\n{Level}"
        );
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, Bytes)
        );
    }
}

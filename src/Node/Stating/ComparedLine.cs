using System.Globalization;
using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using Evenhand.Replay.Output;

namespace Evenhand.Node.Stating;

/// <summary>A comparison as the event that says it. Its id is that of the case that it may open.</summary>
internal static class ComparedLine
{
    private const string Source = "evenhand:typical";

    /// <summary>The event, of the instant at which the cycle ended.</summary>
    public static string Of(AccountId account, Moment ended, Compared compared) =>
        new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = $"{compared.Clause.Slug}@{compared.Cycle}",
            ["source"] = Source,
            ["type"] = "typical.compared",
            ["time"] = Instants.Text(ended),
            ["subject"] = account.Text,
            ["data"] = new JsonObject
            {
                ["clause"] = compared.Clause.Slug,
                ["cycle"] = compared.Cycle,
                ["value"] = Figure(compared.Value),
                ["median"] = Figure(compared.Median),
                ["accounts"] = compared.Accounts,
                ["meter"] = compared.Meter,
            },
        }.ToJsonString();

    private static string Figure(decimal figure) => figure.ToString(CultureInfo.InvariantCulture);
}

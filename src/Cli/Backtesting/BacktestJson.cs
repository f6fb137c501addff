using System.Text.Json.Serialization;
using Evenhand.Node.Amending;

namespace Evenhand.Cli.Backtesting;

/// <summary>How results of a backtest are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BacktestHead))]
[JsonSerializable(typeof(TriedAccount))]
[JsonSerializable(typeof(BacktestReport))]
internal sealed partial class BacktestJson : JsonSerializerContext;

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Policies.Examples;

/// <summary>The lines of an example's stream: CloudEvents of one account, each with the place where it was written.</summary>
internal sealed class StreamLines
{
    /// <summary>The account, and the source of its events.</summary>
    public const string Account = "example";

    /// <summary>How many lines an example may have, repeats included.</summary>
    public const int Most = 100_000;

    private readonly List<(Instant Time, string Type, JsonObject Data, string Id)> written = [];
    private readonly ImmutableArray<ReadOnlyMemory<byte>>.Builder lines =
        ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
    private readonly ImmutableArray<Place>.Builder places = ImmutableArray.CreateBuilder<Place>();

    public int Count => lines.Count;

    public ImmutableArray<ReadOnlyMemory<byte>> All => lines.ToImmutable();

    public ImmutableArray<Place> Places => places.ToImmutable();

    /// <summary>The account whose events come next.</summary>
    public string Subject { get; set; } = Account;

    /// <summary>Has another account do what stands from a line on, as far as there is room.</summary>
    public void Repeat(int first, int count, string account)
    {
        Subject = account;
        for (var line = first; line < first + count && Count < Most; line++)
        {
            var (time, type, data, id) = written[line];
            Add(places[line], time, type, data, id);
        }
    }

    /// <summary>Adds an event and returns its id: the one that is given, else its number, so that lines of one instant keep their order.</summary>
    public string Add(Place at, Instant time, string type, JsonObject data, string? id)
    {
        id ??= $"{lines.Count:D6}";
        var line = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = Account,
            ["type"] = type,
            ["time"] = InstantPattern.ExtendedIso.Format(time),
        };
        // Rates belong to no account.
        if (type != "fx.published")
            line["subject"] = Subject;
        line["data"] = data.DeepClone();
        written.Add((time, type, data, id));
        lines.Add(Encoding.UTF8.GetBytes(line.ToJsonString(JsonSerializerOptions.Default)));
        places.Add(at);
        return id;
    }
}

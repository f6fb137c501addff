using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language;

namespace Evenhand.Policies.Emitting;

/// <summary>How much each act counts.</summary>
internal static class Measures
{
    /// <summary>What an act of a type counts.</summary>
    public static Measure Of(EventType type, string? counts, long rounded = 1, long times = 1)
    {
        var slot = counts switch
        {
            null => type.Counts,
            "events" => -1,
            "acts" => type.Slot("count"),
            _ => type.Slot(counts),
        };
        return slot < 0 ? new Measure.Constant(times) : new Measure.OfField(slot, times, rounded);
    }

    /// <summary>What an act of a type costs in a usage currency, by a <c>convert</c> part.</summary>
    public static Measure Converted(EventType type, Part part)
    {
        var costs = part.Get<Quantity>("costs").BaseUnits;
        if (part.Find<Part>("blocks") is { } blocks)
        {
            var size = blocks.Get<Quantity>("size").BaseUnits;
            return new Measure.Blocks(
                type.Slot(blocks.Get<string>("counts")),
                blocks.Get<Quantity>("from").BaseUnits,
                size,
                // A block of the least there is cannot be begun and left.
                blocks.Get<bool>("counted")
                    || size == 1,
                costs
            );
        }
        return part.Find<Part>("message") is { } message
            ? Message(type, message, costs)
            : Of(type, null, times: costs);
    }

    private static Measure.Message Message(EventType type, Part part, long costs)
    {
        return new Measure.Message(
            Slot("text"),
            Slot("characters"),
            Slot("encoding"),
            Slot("segments"),
            new PartSizes(
                Size("single"),
                Size("several"),
                Size("unicode-single"),
                Size("unicode-several"),
                part.Get<bool>("counted")
            ),
            costs
        );
        int Slot(string key) => type.Slot(part.Get(key, key));
        int Size(string key) => (int)part.Get<Quantity>(key).BaseUnits;
    }
}

using Evenhand.Core.Policy;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Metering;

/// <summary>How much an act counts.</summary>
internal static class Measuring
{
    /// <summary>The base units that an act counts. An ask that does not say how much counts the least there is.</summary>
    public static long Of(Measure measure, Event e) => checked(OfOne(measure, e) * e.Times);

    private static long OfOne(Measure measure, Event e) =>
        measure switch
        {
            Measure.Constant constant => constant.Units,
            Measure.OfField field => OfField(field, e),
            Measure.Blocks blocks => InBlocks(blocks, e),
            Measure.Message message => checked(InParts(message, e) * message.Units),
            _ => throw new InvalidOperationException($"a measure of no known kind: {measure}"),
        };

    private static long OfField(Measure.OfField field, Event e)
    {
        var value = e[field.Slot];
        if (e.IsAsk && !e.Has(field.Slot) && value == 0)
            value = 1;
        if (field.RoundedUpTo > 1)
            value = checked(
                (value + field.RoundedUpTo - 1) / field.RoundedUpTo * field.RoundedUpTo
            );
        return checked(value * field.Times);
    }

    private static long InBlocks(Measure.Blocks blocks, Event e)
    {
        var value = e[blocks.Slot];
        if (value < blocks.From)
            return 0;
        var count = blocks.Started
            ? Math.Max(1, (value - 1) / blocks.Size + 1)
            : 1 + Math.Max(0, value - blocks.Size) / blocks.Size;
        return checked(count * blocks.Units);
    }

    private static long InParts(Measure.Message message, Event e)
    {
        if (message.Segments >= 0 && e.Has(message.Segments))
            return e[message.Segments];
        if (message.Text >= 0 && e.Has(message.Text))
            return Parts(e.Shape(message.Text), message.Sizes);
        if (message.Characters < 0 || !e.Has(message.Characters))
            return 1;
        var encoding =
            message.Encoding >= 0 && e[message.Encoding] == 1
                ? MessageShape.Ucs2
                : MessageShape.Gsm7;
        return Parts(MessageShape.OfSingles(encoding, e[message.Characters]), message.Sizes);
    }

    private static long Parts(ReadOnlySpan<byte> shape, PartSizes sizes) =>
        shape[0] == MessageShape.Gsm7 || sizes.AsWritten
            ? MessageShape.Parts(shape, sizes.Single, sizes.Several, sizes.AsWritten)
            : MessageShape.Parts(shape, sizes.UnicodeSingle, sizes.UnicodeSeveral, sizes.AsWritten);
}

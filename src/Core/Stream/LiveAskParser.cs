using System.Text.Json;
using Evenhand.Core.Codes;
using Evenhand.Core.Time;

namespace Evenhand.Core.Stream;

/// <summary>
/// Reads asks that come as they are, not as events: an object with <c>act</c>, <c>with</c> and <c>acknowledged</c>, beside fields
/// that say whose it is and what is reserved. Not to be shared between threads.
/// </summary>
public sealed class LiveAskParser
{
    private static readonly byte[][] Others =
    [
        "account"u8.ToArray(),
        "id"u8.ToArray(),
        "reserve"u8.ToArray(),
    ];

    private readonly AskParser asks;
    private readonly RecordWriter writer = new();

    /// <summary>A parser for one thread.</summary>
    /// <param name="catalogue">The types that it knows.</param>
    /// <param name="seed">A secret that makes collisions hard to craft.</param>
    /// <param name="odd">Told of names in the act that the catalogue does not know.</param>
    public LiveAskParser(Catalogue catalogue, long seed, IOddNames odd) =>
        asks = new AskParser(catalogue, new FieldParser(odd, seed), Others);

    /// <summary>Reads an ask into a record of <c>gate.asked</c>; null where <paramref name="fault"/> says what is wrong.</summary>
    /// <param name="json">The object.</param>
    /// <param name="time">When it is asked.</param>
    /// <param name="fault">What is wrong; null where nothing is.</param>
    public byte[]? Parse(ReadOnlySpan<byte> json, Moment time, out Fault? fault)
    {
        var reader = new Utf8JsonReader(
            json,
            new JsonReaderOptions { MaxDepth = EventParser.MaxDepth }
        );
        var head = new RecordHead { Time = time, Type = (ushort)BuiltIns.Kind.Asked };
        writer.Truncate(0);
        writer.Room(RecordHead.Size);
        try
        {
            fault =
                !System.Text.Unicode.Utf8.IsValid(json) ? Fault.Malformed(FaultKind.NotUtf8)
                : reader.Read() && reader.TokenType == JsonTokenType.StartObject
                    ? asks.Write(ref reader, ref head, writer)
                : Fault.Malformed(FaultKind.NotAnObject);
        }
        catch (JsonException wrong)
        {
            fault = Fault.Malformed(FaultKind.NotJsonAtByte, $"{wrong.BytePositionInLine ?? 0}");
        }
        catch (InvalidOperationException)
        {
            fault = Fault.Malformed(FaultKind.HalfSurrogate);
        }
        if (fault is not null)
            return null;
        head.Length = writer.Length;
        writer.Head(0, in head);
        return writer.Take();
    }
}

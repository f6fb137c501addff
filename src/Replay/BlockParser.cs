using System.Buffers;
using Evenhand.Core.Codes;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;

namespace Evenhand.Replay;

/// <summary>Parses blocks of lines into records. One for each thread at work.</summary>
internal sealed class BlockParser(
    Catalogue catalogue,
    NameTable accounts,
    NameTable sources,
    long seed
)
{
    private readonly EventParser parser = new(catalogue, accounts, sources, seed);

    /// <summary>Names that the catalogue does not know.</summary>
    public UnmatchedNames Unmatched => parser.Unmatched;

    /// <summary>Parses a block and gives its buffer back.</summary>
    /// <param name="block">The block.</param>
    /// <param name="writer">Where its records go.</param>
    public ParsedBlock Parse(LineBlock block, RecordWriter writer)
    {
        List<Rejection>? rejections = null;
        var rest = block.Buffer.AsSpan(block.Start, block.Length);
        for (var line = block.Line; !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (text.TrimEnd(" \t\r"u8).IsEmpty)
                continue;
            if (Reject(text, block.File, line, writer) is { } fault)
                (rejections ??= []).Add(new Rejection(block.File, line, fault));
        }
        ArrayPool<byte>.Shared.Return(block.Buffer);
        return new ParsedBlock(writer, rejections ?? [], block.Length);
    }

    private Fault? Reject(ReadOnlySpan<byte> text, int file, int line, RecordWriter writer)
    {
        if (text.Length > LineBlocks.MaxLine)
            return Replayer.TooLong;
        return parser.TryParse(text, file, line, writer, out var fault) ? null : fault;
    }
}

/// <summary>What a block came to.</summary>
/// <param name="Records">Holds its records.</param>
/// <param name="Rejections">Its lines that are no events.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record ParsedBlock(RecordWriter Records, List<Rejection> Rejections, int Bytes);

using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Evenhand.Notation;

/// <summary>
/// Reads YAML into <see cref="Node"/>s. Hostile input is bounded: nesting, and the number of nodes that a walk
/// would meet, so that aliases of aliases cannot grow without end.
/// </summary>
public sealed class YamlReader
{
    /// <summary>How deep lists and mappings may nest.</summary>
    public const int MaxDepth = 24;

    /// <summary>How many nodes a piece of YAML may have, those behind aliases counted each time.</summary>
    public const int MaxNodes = 20_000;

    private readonly Parser parser;
    private readonly Func<int, Place> placeAt;
    private readonly Reporter report;
    private readonly Dictionary<string, Node> anchors = [];
    private int nodes;

    private YamlReader(string text, Func<int, Place> placeAt, Reporter report)
    {
        parser = new Parser(new StringReader(text));
        this.placeAt = placeAt;
        this.report = report;
    }

    /// <summary>
    /// Reads one document; null when it is empty, or has a problem of form, which is reported.
    /// </summary>
    /// <param name="text">The YAML.</param>
    /// <param name="placeAt">The place in the file of an offset into <paramref name="text"/>.</param>
    /// <param name="report">Where problems go.</param>
    public static Node? Read(string text, Func<int, Place> placeAt, Reporter report)
    {
        var reader = new YamlReader(text, placeAt, report);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            report.Say(reader.At(e.Start), "is not well-formed YAML: " + Lowered(e.Message));
            return null;
        }
        catch (BoundException e)
        {
            report.Say(e.At, e.Message);
            return null;
        }
        catch (InvalidOperationException)
        {
            // The parser loses its state on some input that is no YAML.
            report.Say(
                reader.At(reader.parser.Current?.Start ?? Mark.Empty),
                "is not well-formed YAML"
            );
            return null;
        }
    }

    /// <summary>Reads one document that is a file of its own; null when it is empty, or after a problem of form.</summary>
    public static Node? Read(string text, Reporter report) =>
        Read(text, new TextPlaces(text).At, report);

    private Node? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return null;
        var root = Next(depth: 0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
            report.Say(At(second.Start), "only one YAML document may stand here");
        return root is ScalarNode { IsNull: true } ? null : root;
    }

    private Node Next(int depth)
    {
        var at = At(parser.Current?.Start ?? Mark.Empty);
        if (depth > MaxDepth)
            throw new BoundException(at, $"is nested deeper than {MaxDepth} levels");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Counted(Resolved(alias, at));
        var anchor = (parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        Node node;
        if (parser.TryConsume<Scalar>(out var scalar))
            node = Counted(new ScalarNode(at, scalar.Value, scalar.Style != ScalarStyle.Plain));
        else if (parser.TryConsume<SequenceStart>(out _))
            node = new ListNode(at, Items(depth));
        else
            node = new MapNode(at, Entries(depth));
        if (!anchor.IsEmpty)
            anchors[anchor.Value] = node;
        return node;
    }

    private ImmutableArray<Node> Items(int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Next(depth + 1));
        return items.ToImmutable();
    }

    private ImmutableArray<Entry> Entries(int depth)
    {
        parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var keys = new HashSet<string>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Next(depth + 1);
            var value = Next(depth + 1);
            if (key is not ScalarNode scalar)
                report.Say(key.At, $"a key must be a word, not {key.Sort}");
            else if (!keys.Add(scalar.Text))
                report.Say(key.At, $"`{scalar.Text}` stands twice");
            else
                entries.Add(new Entry(scalar, value));
        }
        return entries.ToImmutable();
    }

    private Node Resolved(AnchorAlias alias, Place at) =>
        anchors.TryGetValue(alias.Value.Value, out var node)
            ? node
            : throw new BoundException(at, $"nothing is anchored as `{alias.Value.Value}` before");

    private Node Counted(Node node)
    {
        nodes += node.Size;
        return nodes <= MaxNodes
            ? node
            : throw new BoundException(node.At, $"has more than {MaxNodes:N0} nodes");
    }

    private Place At(Mark mark) => placeAt((int)mark.Index);

    private static string Lowered(string message) =>
        (message.Length > 0 ? char.ToLowerInvariant(message[0]) + message[1..] : message).TrimEnd(
            '.'
        );

    // Leaves the reading of one block, from however deep; it never leaves this class.
    private sealed class BoundException(Place at, string message) : Exception(message)
    {
        public Place At { get; } = at;
    }
}

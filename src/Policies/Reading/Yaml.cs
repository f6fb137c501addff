namespace Evenhand.Policies.Reading;

/// <summary>YAML as one line of words.</summary>
internal static class Yaml
{
    public static string Inline(Node node) =>
        node switch
        {
            ScalarNode scalar => scalar.Text,
            ListNode list => string.Join(", ", list.Items.Select(Inline)),
            MapNode map => string.Join(
                ", ",
                map.Entries.Select(entry => $"{entry.Key.Text} {Inline(entry.Value)}")
            ),
            _ => "",
        };

    /// <summary>The items of a list; of any other node the node itself; of null nothing.</summary>
    public static IEnumerable<Node> Items(Node? node) =>
        node switch
        {
            null => [],
            ListNode list => list.Items,
            _ => [node],
        };

    /// <summary>The words of a scalar, or null.</summary>
    public static string? Word(Node? node) => (node as ScalarNode)?.Text;
}

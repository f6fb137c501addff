using Evenhand.Notation;
using Evenhand.Sampling.Fields;

namespace Evenhand.Sampling.Profiles;

/// <summary>The fields of the event before, null when there is none, and which of them are taken over so far.</summary>
internal sealed class ParentFields(Field[]? fields, ErrorList errors)
{
    private readonly List<int> carried = [];

    public bool Exists => fields is not null;

    /// <summary>The fields taken over, by their place in the event before.</summary>
    public int[] Carried => [.. carried];

    /// <summary>Takes a field over: the place of its value among those handed on, and the field itself.</summary>
    public (int Slot, Field Source) Find(Node node)
    {
        var wanted = Scalars.Text(node, errors);
        var index = Array.FindIndex(
            fields ?? [],
            known => known.Name == wanted && known is not NestedField
        );
        if (index < 0)
        {
            errors.Add(node, Missing(wanted));
            return (0, new ConstantField(wanted, []));
        }
        if (!carried.Contains(index))
            carried.Add(index);
        return (carried.IndexOf(index), fields![index]);
    }

    /// <summary>Reports when more is taken over than an event can hand on.</summary>
    public void Close(Node node)
    {
        if (carried.Count > Activity.MostCarried)
            errors.Add(
                node,
                $"an event can take over {Activity.MostCarried} fields of the one before, not {carried.Count}"
            );
    }

    private string Missing(string wanted) =>
        fields is null
            ? $"no field '{wanted}' stands above this one, and no event comes before"
            : $"the event before has no field '{wanted}'{Nearest.Hint(wanted, fields.Select(known => known.Name))}";
}

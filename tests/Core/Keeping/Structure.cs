using System.Collections;
using System.Reflection;
using Evenhand.Core.Folding;
using Evenhand.Core.Keeping;
using Evenhand.Core.Metering;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using NodaTime;

namespace Evenhand.Tests.Core.Keeping;

/// <summary>
/// Compares two objects field by field, through all that they refer to, whatever their classes say of equality. What
/// both have from outside (policies, the catalogue, time zones) is the same object or it differs.
/// </summary>
internal sealed class Structure
{
    private readonly Dictionary<object, object> twins = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> found = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> path = [];

    /// <summary>Where they differ, each as a path of fields.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>The fields, as type and name, on the way to a difference.</summary>
    public HashSet<string> Differing { get; } = [];

    /// <summary>Compares everything that makes an account.</summary>
    public static Structure Of(Folded a, Folded b)
    {
        var structure = new Structure();
        structure.Compare(a.Shared, b.Shared);
        for (var i = 0; i < a.States.Length; i++)
            structure.Compare(a.States[i], b.States[i]);
        structure.Compare(a.Standing?.Book, b.Standing?.Book);
        structure.Compare(a.Standing?.Watched, b.Standing?.Watched);
        structure.Compare(a.Vault?.Book, b.Vault?.Book);
        return structure;
    }

    /// <summary>The fields of a class and the classes that it comes from.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type) =>
        type.BaseType is null
            ? []
            : type.GetFields(
                    BindingFlags.Instance
                        | BindingFlags.Public
                        | BindingFlags.NonPublic
                        | BindingFlags.DeclaredOnly
                )
                .Concat(FieldsOf(type.BaseType));

    public static string NameOf(FieldInfo field) => $"{field.DeclaringType!.Name}.{field.Name}";

    /// <summary>What an account has from outside, which no snapshot keeps.</summary>
    public static bool IsFixed(Type type) =>
        type.Namespace == typeof(PolicyVersion).Namespace && !type.IsValueType
        || type.IsAssignableTo(typeof(DateTimeZone))
        || type == typeof(Thing)
        || type == typeof(Dispatch)
        // Whoever looks on is no part of what is seen.
        || type.IsAssignableTo(typeof(Watcher));

    /// <summary>What has no parts worth a look.</summary>
    public static bool IsPlain(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type == typeof(string)
        || type == typeof(decimal)
        || type == typeof(Int128)
        || type == typeof(System.Numerics.BigInteger)
        || type == typeof(LocalDate)
        || type == typeof(Cycle)
        || type == typeof(Evenhand.Core.Effects.Citation)
        || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Place<>);

    /// <summary>What is said never changes: two that say the same are as good as one.</summary>
    private static bool IsSaid(Type type) =>
        type.Namespace == typeof(Evenhand.Core.Effects.Facts).Namespace;

    private void Compare(object? a, object? b)
    {
        if (a is null || b is null)
            ExpectNone(a, b);
        else if (a.GetType() != b.GetType() || IsFixed(a.GetType()))
            Expect(ReferenceEquals(a, b));
        else if (a is decimal exact)
            Expect(decimal.GetBits(exact).SequenceEqual(decimal.GetBits((decimal)b)));
        else if (IsPlain(a.GetType()))
            Expect(a.Equals(b));
        else if (a.GetType().IsValueType || IsSaid(a.GetType()) || AreTwins(a, b))
            CompareParts(a, b);
    }

    /// <summary>Whether two objects meet for the first time; one that was met before stands for the same other again.</summary>
    private bool AreTwins(object a, object b)
    {
        if (a is ICollection { Count: 0 } && b is ICollection { Count: 0 })
            return false;
        if (twins.TryGetValue(a, out var twin))
        {
            Expect(ReferenceEquals(twin, b));
            return false;
        }
        Expect(found.Add(b));
        twins.Add(a, b);
        return true;
    }

    private void CompareParts(object a, object b)
    {
        if (a is PriorityQueue<ThingEntry, Moment> queue)
            CompareItems(Sorted(queue), Sorted((PriorityQueue<ThingEntry, Moment>)b));
        else if (a is IDictionary dictionary)
            CompareMaps(dictionary, (IDictionary)b);
        else if (IsSmall(a.GetType()))
            CompareMaps(Unfolded(a), Unfolded(b));
        else if (IsSet(a.GetType()))
            Expect(
                new HashSet<object>(((IEnumerable)a).Cast<object>()).SetEquals(
                    ((IEnumerable)b).Cast<object>()
                )
            );
        else if (a is IEnumerable items)
            CompareItems([.. items.Cast<object?>()], [.. ((IEnumerable)b).Cast<object?>()]);
        else
            foreach (var field in FieldsOf(a.GetType()))
                At(NameOf(field), () => Compare(field.GetValue(a), field.GetValue(b)));
    }

    /// <summary>A collection of ours, which is what is in it, however it is kept.</summary>
    public static bool IsSmall(Type type) =>
        type.IsGenericType
        && (
            type.GetGenericTypeDefinition() == typeof(SmallMap<,>)
            || type.GetGenericTypeDefinition() == typeof(SmallSet<>)
        );

    private static Dictionary<object, object?> Unfolded(object small)
    {
        var all = (IEnumerable)small.GetType().GetMethod("All")!.Invoke(small, null)!;
        return small.GetType().GetGenericArguments().Length == 1
            ? all.Cast<object>().ToDictionary(item => item, _ => (object?)true)
            : all.Cast<System.Runtime.CompilerServices.ITuple>()
                .ToDictionary(item => item[0]!, item => item[1]);
    }

    private static bool IsSet(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HashSet<>);

    private void CompareMaps(IDictionary a, IDictionary b)
    {
        Expect(a.Count == b.Count);
        foreach (DictionaryEntry entry in a)
            At($"[{entry.Key}]", () => Compare(entry.Value, b[entry.Key]));
        foreach (DictionaryEntry entry in b)
            if (!a.Contains(entry.Key))
                Note(entry.Value);
    }

    private void CompareItems(object?[] a, object?[] b)
    {
        Expect(a.Length == b.Length);
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            At($"[{i}]", () => Compare(a[i], b[i]));
        foreach (var more in b.Skip(a.Length))
            Note(more);
    }

    /// <summary>Of what only the second has, every field that says something differs.</summary>
    private void Note(object? value)
    {
        if (value is null || IsPlain(value.GetType()) || IsFixed(value.GetType()))
            return;
        if (IsSmall(value.GetType()))
            value = Unfolded(value).Values;
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                Note(item);
            return;
        }
        foreach (var field in FieldsOf(value.GetType()))
        {
            var part = field.GetValue(value);
            if (part is null || part.Equals(Nothing(field.FieldType)))
                continue;
            Differing.Add(NameOf(field));
            Note(part);
        }
    }

    private static object? Nothing(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)
            : null;

    private static object?[] Sorted(PriorityQueue<ThingEntry, Moment> queue) =>
        [
            .. queue
                .UnorderedItems.OrderBy(item => (item.Priority, item.Element.Name))
                .Select(item => (object)item),
        ];

    private void At(string part, Action compare)
    {
        path.Add(part);
        compare();
        path.RemoveAt(path.Count - 1);
    }

    private void ExpectNone(object? a, object? b)
    {
        Expect(a is null && b is null);
        Note(b);
    }

    private void Expect(bool same)
    {
        if (same)
            return;
        Differences.Add(string.Join(' ', path));
        Differing.UnionWith(path);
    }
}

using System.Text.Json.Nodes;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language;

/// <summary>
/// A kind of value: how it is written, what it means, and what else could stand in its place. The vocabulary
/// is made of kinds; resolving, the schema for editors, the documentation and the mutants all follow from it.
/// </summary>
public abstract class Kind
{
    /// <summary>What the documentation and errors call it.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// What <paramref name="node"/> means; null when it means nothing, which has been reported then. The
    /// parameters that are met are declared to the scope.
    /// </summary>
    public abstract object? Resolve(Node node, Scope scope);

    /// <summary>The JSON Schema of what may be written.</summary>
    public abstract JsonObject Schema();

    /// <summary>What is written today in place of a word that only texts of before have; null where the word is of today.</summary>
    public virtual string? InsteadOf(string word) => null;

    /// <summary>Reports that something else was expected.</summary>
    protected void Refuse(Node node, Scope scope, string? suggestion = null) =>
        scope.Report.Say(node.At, $"expected {Name}, not {node.Sort}", suggestion);
}

/// <summary>A kind whose meaning is a <typeparamref name="T"/>.</summary>
public abstract class Kind<T> : Kind
    where T : notnull;

/// <summary>A kind that is written as a single word, number or text, and so is a parameter.</summary>
public abstract class ScalarKind<T> : Kind<T>
    where T : notnull
{
    /// <inheritdoc/>
    public sealed override object? Resolve(Node node, Scope scope)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            Refuse(node, scope);
            return null;
        }
        if (!TryRead(scalar, scope, out var meaning))
            return null;
        scope.Declare(scalar, this, meaning, Variants(scalar, scope));
        return meaning;
    }

    /// <summary>Reads the scalar, or reports why it cannot be.</summary>
    protected abstract bool TryRead(ScalarNode scalar, Scope scope, out T meaning);

    /// <summary>Reports that something else was expected, and says no.</summary>
    protected bool No(ScalarNode scalar, Scope scope, string? suggestion = null)
    {
        Refuse(scalar, scope, suggestion);
        return false;
    }

    /// <summary>What could stand in its place and would mean something slightly else.</summary>
    protected virtual IEnumerable<string> Variants(ScalarNode scalar, Scope scope) => [];
}

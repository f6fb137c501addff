namespace Evenhand.Node.Vault;

/// <summary>The bytes of a thing, to be read; whoever has it disposes of it.</summary>
/// <param name="Object">The thing.</param>
/// <param name="Bytes">Its bytes, which can be sought in.</param>
/// <param name="Retrieval">The id of the retrieval that counts; null where none does.</param>
public sealed record OpenedObject(StoredObject Object, Stream Bytes, string? Retrieval);

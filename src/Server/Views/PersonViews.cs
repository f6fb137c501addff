using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>Persons on the wire.</summary>
public static class PersonViews
{
    /// <summary>A person with its keys among all.</summary>
    public static PersonView Of(Person person, IEnumerable<Key> keys) =>
        new()
        {
            Id = person.Id,
            Name = person.Name,
            Email = person.Email.Length > 0 ? person.Email : null,
            Roles = [.. person.Roles.All.Select(KeyViews.Wire)],
            From = Instants.Of(person.From),
            Until = Instants.Of(person.Until),
            Keys =
            [
                .. keys.Where(key => key.Person == person.Id && key.Revoked is null)
                    .Select(key => key.Id),
            ],
        };
}

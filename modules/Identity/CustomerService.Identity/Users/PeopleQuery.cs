namespace CustomerService.Identity.Users;

/// <summary>Filters and the key of the list of people: name and id, so that pages stay right while people come and go.</summary>
internal static class PeopleQuery
{
    private const char KeySeparator = '\n';

    public static string KeyOf(PersonDto last) => $"{last.Id:N}{KeySeparator}{last.Name}";

    public static IQueryable<User> Filter(IQueryable<User> people, GetPeopleInput input)
    {
        people = people.Where(u => u.IsStaff == !input.Customers);
        if (!string.IsNullOrWhiteSpace(input.Search))
        {
            var words = input.Search.Trim();
            var upper = words.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL upper()
            people = people.Where(u => u.NormalizedEmail.Contains(upper) || u.Name.Contains(words) || u.Name.ToUpper().Contains(upper));
#pragma warning restore CA1304, CA1311, CA1862
        }

        var key = input.After?.Split(KeySeparator, 2);
        if (key is not { Length: 2 } || !Guid.TryParse(key[0], out var id))
        {
            return people;
        }

        var name = key[1];
        return people.Where(u => u.Name.CompareTo(name) > 0 || (u.Name == name && u.Id.CompareTo(id) > 0));
    }
}

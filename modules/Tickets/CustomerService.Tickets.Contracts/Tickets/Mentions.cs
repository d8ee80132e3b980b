namespace CustomerService.Tickets.Tickets;

/// <summary>Whom a text calls by @: full names, or a first name that only one colleague has.</summary>
/// <param name="Unknown">What follows an @ and is nobody's name; addresses such as a@b.example are none.</param>
public sealed record Mentions(IReadOnlyList<PersonDto> People, IReadOnlyList<string> Unknown)
{
    public static readonly Mentions None = new([], []);

    public IReadOnlyList<Guid> Ids => [.. People.Select(p => p.Id)];

    public static Mentions Read(string? text, IReadOnlyCollection<PersonDto> staff)
    {
        if (text is null || !text.Contains('@', StringComparison.Ordinal))
        {
            return None;
        }

        var (people, unknown) = (new List<PersonDto>(), new List<string>());
        // The longest first: "@Amy Lee" is not "@Amy".
        var byLength = staff.OrderByDescending(p => p.Name.Length).ToList();
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var rest = text.AsSpan(at + 1);
            if (rest.IsEmpty || (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])))
            {
                continue;
            }

            if (Called(rest, byLength) is { } person)
            {
                people.Add(person);
            }
            else if (WordOf(rest) is { Length: > 0 } word)
            {
                unknown.Add(word);
            }
        }

        return new Mentions([.. people.DistinctBy(p => p.Id)], [.. unknown.Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    private static PersonDto? Called(ReadOnlySpan<char> rest, List<PersonDto> byLength)
    {
        foreach (var person in byLength)
        {
            if (rest.StartsWith(person.Name, StringComparison.OrdinalIgnoreCase) && EndsAt(rest, person.Name))
            {
                return person;
            }
        }

        var word = WordOf(rest);
        var namesakes = byLength.Where(p => p.Name.Split(' ')[0].Equals(word, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return namesakes.Count == 1 ? namesakes[0] : null;
    }

    /// <summary>Chinese sentences go on without a space.</summary>
    private static bool EndsAt(ReadOnlySpan<char> rest, string name) =>
        rest.Length == name.Length || !char.IsAsciiLetterOrDigit(name[^1]) || !char.IsAsciiLetterOrDigit(rest[name.Length]);

    private static string WordOf(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '_' or '-' or '.'))
        {
            length++;
        }

        return rest[..length].TrimEnd('.').ToString();
    }
}

using System.Text.Json;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Blazor.Forms;

/// <summary>A request type while somebody builds it: which field is looked at, and what belongs together when fields change.</summary>
public sealed class RequestTypeDraft(SaveRequestTypeInput input)
{
    private string _saved = JsonSerializer.Serialize(input);

    public SaveRequestTypeInput Input => input;

    public IReadOnlyList<FormFieldInput> Fields => input.Fields;

    /// <summary>The field whose properties are shown; null while there is none.</summary>
    public FormFieldInput? Selected { get; set; } = input.Fields.FirstOrDefault();

    public bool IsFull => input.Fields.Count >= TicketLimits.Fields;

    public bool IsDirty => JsonSerializer.Serialize(input) != _saved;

    public void MarkSaved() => _saved = JsonSerializer.Serialize(input);

    public int IndexOf(FormFieldInput field) => input.Fields.IndexOf(field);

    /// <summary>The form in this language, as it stands.</summary>
    public IReadOnlyList<FormFieldDto> In(string culture) => [.. input.Fields.Select(f => f.ToDto(culture))];

    public FormFieldInput Add(FormFieldKind kind, int at)
    {
        Selected = new FormFieldInput { Kind = kind, Key = Unused(kind.ToString().ToLowerInvariant()) };
        if (kind == FormFieldKind.Choice)
        {
            Selected.Options.AddRange([new FormOptionInput { Value = "a" }, new FormOptionInput { Value = "b" }]);
        }

        input.Fields.Insert(Math.Clamp(at, 0, input.Fields.Count), Selected);
        return Selected;
    }

    /// <returns>false when it stands there already.</returns>
    public bool Move(FormFieldInput field, int to)
    {
        var (at, place) = (IndexOf(field), Math.Clamp(to, 0, input.Fields.Count - 1));
        input.Fields.RemoveAt(at);
        input.Fields.Insert(place, field);
        return at != place;
    }

    public void Remove(FormFieldInput field)
    {
        var at = IndexOf(field);
        input.Fields.RemoveAt(at);
        Selected = Selected == field ? input.Fields.ElementAtOrDefault(Math.Min(at, input.Fields.Count - 1)) : Selected;
    }

    /// <summary>Fields that depend on this one go on depending on it.</summary>
    public void Rename(FormFieldInput field, string key)
    {
        var before = field.Key;
        field.Key = key;
        if (before.Length > 0 && input.Fields.TrueForAll(f => f.Key != before))
        {
            input.Fields.Where(f => f.ShownWhenField == before).ToList().ForEach(f => f.ShownWhenField = key);
        }
    }

    /// <summary>Fields that are asked after this answer go on being asked.</summary>
    public void Rename(FormFieldInput field, FormOptionInput option, string value)
    {
        var before = option.Value;
        option.Value = value;
        foreach (var values in input.Fields.Where(f => f.ShownWhenField == field.Key).Select(f => f.ShownWhenValues))
        {
            if (values.IndexOf(before) is >= 0 and var at && field.Options.TrueForAll(o => o.Value != before))
            {
                values[at] = value;
            }
        }
    }

    private string Unused(string kind) =>
        Enumerable.Range(1, TicketLimits.Fields + 1).Select(n => $"{kind}-{n}").First(k => input.Fields.TrueForAll(f => f.Key != k));
}

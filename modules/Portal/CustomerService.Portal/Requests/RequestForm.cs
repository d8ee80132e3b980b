using CustomerService.Tickets;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Portal.Requests;

/// <summary>Reads what a form without script sends. Names of inputs are the members that problems name.</summary>
internal static class RequestForm
{
    public const string FilesName = "Files";

    public static string FieldName(string key) => $"Fields[{key}]";

    /// <summary>What is asked after the answers so far.</summary>
    public static IReadOnlyList<FormFieldDto> Shown(RequestTypeDto type, Func<string, string?> answer) => type.Fields.ShownFor(key => answer(FieldName(key)));

    public static CreatePortalTicketInput ReadNew(IFormCollection form, RequestTypeDto type, bool isSignedIn) => new()
    {
        RequestTypeKey = type.Key,
        Subject = form[nameof(CreatePortalTicketInput.Subject)].ToString().Trim(),
        Body = form[nameof(CreatePortalTicketInput.Body)].ToString(),
        Name = isSignedIn ? null : form[nameof(CreatePortalTicketInput.Name)].ToString().Trim(),
        Email = isSignedIn ? null : form[nameof(CreatePortalTicketInput.Email)].ToString().Trim(),
        Fields = Shown(type, name => form[name]).Where(f => f.Kind != FormFieldKind.Attachment)
            .ToDictionary(f => f.Key, f => form[FieldName(f.Key)].ToString())
            .Where(f => f.Value.Length > 0).ToDictionary(),
        Files = ReadFiles(form, Shown(type, name => form[name]).Where(f => f.Kind == FormFieldKind.Attachment)),
    };

    /// <summary>Everything that is missing at once, so that nobody has to send a form several times; the rest is checked where the ticket is made.</summary>
    public static List<(string Member, FormFieldKind Kind)> Missing(CreatePortalTicketInput input, RequestTypeDto type, bool isSignedIn)
    {
        var missing = new List<(string, FormFieldKind)>();
        Demand(nameof(input.Subject), input.Subject);
        Demand(nameof(input.Body), input.Body);
        foreach (var field in type.Fields.ShownFor(key => input.Fields.GetValueOrDefault(key)).Where(f => f.IsRequired))
        {
            Demand(FieldName(field.Key), field.Kind == FormFieldKind.Attachment ? input.Files.Find(f => f.FieldKey == field.Key)?.FileName : input.Fields.GetValueOrDefault(field.Key), field.Kind);
        }

        if (!isSignedIn)
        {
            Demand(nameof(input.Name), input.Name);
            Demand(nameof(input.Email), input.Email);
        }

        return missing;

        void Demand(string member, string? value, FormFieldKind kind = FormFieldKind.Text)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                missing.Add((member, kind));
            }
        }
    }

    /// <summary>At most one more than is allowed, so that the refusal can name the limit.</summary>
    public static List<FileUpload> ReadFiles(IFormCollection form, IEnumerable<FormFieldDto> attachmentFields, string name = FilesName)
    {
        var keys = attachmentFields.ToDictionary(f => FieldName(f.Key), f => f.Key);
        return
        [
            .. form.Files.Where(file => file.Length > 0 && (file.Name == name || keys.ContainsKey(file.Name)))
                .Take(TicketLimits.FilesPerMessage + 1)
                .Select(file => new FileUpload { FileName = file.FileName, ContentType = file.ContentType, Content = file.OpenReadStream(), FieldKey = keys.GetValueOrDefault(file.Name) }),
        ];
    }
}

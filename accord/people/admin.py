"""Administration of people: organisations, accounts, memberships."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.db import transaction
from django.http import HttpRequest
from knox.models import AuthToken

from accord.people.models import (
    Membership,
    Organisation,
    OrganisationAlias,
    Role,
    Supervision,
    User,
)
from accord.web.admin_bases import ReferenceAdmin


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin):
    list_display = ["short_name", "code", "kind", "siret"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]


@admin.register(OrganisationAlias)
class OrganisationAliasAdmin(ReferenceAdmin):
    list_display = ["name", "organisation"]
    search_fields = ["name"]
    fields = ["organisation", "name", "source"]


def _administers(user: Any) -> frozenset[int]:
    return user.scope.with_role(Role.ADMINISTRATOR)  # type: ignore[no-any-return]


class _OwnBodyAdmin(ReferenceAdmin):
    """Rows about one body, written by its own administrators or the technical administrator."""

    organisation_field = "organisation"

    def _writes(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        if not (user.is_active and user.is_staff):
            return False
        if user.is_superuser:
            return True
        administered = _administers(user)
        if obj is None:
            return bool(administered)
        return getattr(obj, f"{self.organisation_field}_id") in administered

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        user: Any = request.user
        if db_field.name == self.organisation_field and not user.is_superuser:
            kwargs["queryset"] = Organisation.objects.filter(pk__in=_administers(user))
        if db_field.name == "user":
            kwargs["queryset"] = (
                User.objects.all() if user.is_superuser else User.objects.visible_to(user)
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Membership)
class MembershipAdmin(_OwnBodyAdmin):
    list_display = ["user", "organisation", "role", "starts_on", "ends_on"]
    list_filter = ["role", "organisation"]
    list_select_related = ["user", "organisation"]


@admin.register(Supervision)
class SupervisionAdmin(_OwnBodyAdmin):
    organisation_field = "holder"
    list_display = ["holder", "starts_on", "ends_on"]
    list_select_related = ["holder"]


class AccountCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")


class AccountChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type[forms.Field]] = {}


class AccountPasswordForm(AdminPasswordChangeForm):
    """A new password, or none any more: what the old one had opened is closed, REST included."""

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            AuthToken.objects.filter(user=self.user).delete()
            user: User = super().save(commit)
            return user


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts: created and closed by the technical administrator; rights come by memberships."""

    form = AccountChangeForm
    add_form = AccountCreationForm
    change_password_form = AccountPasswordForm
    list_display = ["email", "first_name", "last_name", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "last_name"]
    ordering = ["email"]
    filter_horizontal: tuple[str, ...] = ()
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Personne", {"fields": ("first_name", "last_name")}),
        ("Accès", {"fields": ("is_active", "is_staff")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "email",
                    "first_name",
                    "last_name",
                    "usable_password",
                    "password1",
                    "password2",
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return User.objects.visible_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
